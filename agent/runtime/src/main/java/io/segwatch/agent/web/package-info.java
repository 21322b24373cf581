/**
 * The HTTP server for everybody: its limits, its health pages, and the places where exporters mount
 * theirs.
 */
@NullMarked
package io.segwatch.agent.web;

import org.jspecify.annotations.NullMarked;
