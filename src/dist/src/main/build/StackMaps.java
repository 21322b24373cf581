import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * Gives the classes of a jar on the class path that were compiled for Java 5 what the verifier
 * wants of those for Java 8, maps of the stack: {@code StackMaps.java JAR}. The AOT cache takes no
 * class without, and to load those of the command line took a quarter of the time of a start.
 */
void main(String[] args) throws IOException {
  Path jar = Path.of(args[0]);
  FileTime time = Files.getLastModifiedTime(jar);
  ClassFile classFile = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS);
  try (FileSystem inside = FileSystems.newFileSystem(jar)) {
    for (Path path : classesIn(inside.getPath("/"))) {
      ClassModel model = classFile.parse(path);
      if (model.majorVersion() < ClassFile.JAVA_8_VERSION) {
        FileTime ofClass = Files.getLastModifiedTime(path);
        Files.write(path, classFile.transformClass(model, withStackMaps()));
        Files.setLastModifiedTime(path, ofClass);
      }
    }
  }
  Files.setLastModifiedTime(
      jar, time); // the cache is for jars of the times that archives give them
}

private static ClassTransform withStackMaps() {
  return ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
      .andThen((builder, element) ->
          builder.with(
              element instanceof ClassFileVersion
                  ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0)
                  : element));
}

private static List<Path> classesIn(Path folder) throws IOException {
  try (Stream<Path> paths = Files.walk(folder)) {
    return paths.filter(path -> path.toString().endsWith(".class")).toList();
  }
}
