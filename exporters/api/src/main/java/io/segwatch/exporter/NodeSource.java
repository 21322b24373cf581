package io.segwatch.exporter;

import java.io.IOException;
import java.util.List;

/** Where the nodes are listed that keep the same recordings. */
public interface NodeSource {
  /**
   * The nodes as they are listed now, in any order. Takes its time: not to be called on a thread
   * that others wait for.
   *
   * @throws IOException if they cannot be had within half a minute; says why in words for people,
   *     and without secrets
   */
  List<Node> nodes() throws IOException;
}
