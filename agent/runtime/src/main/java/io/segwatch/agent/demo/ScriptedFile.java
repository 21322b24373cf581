package io.segwatch.agent.demo;

/** A file that the script calls for; its size, in bytes, matters only to a choice between two. */
record ScriptedFile(String name, int size) {}
