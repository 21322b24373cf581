/** Command line, configuration, verticles, the HTTP server, and the loading of exporters. */
@NullMarked
package io.segwatch.agent;

import org.jspecify.annotations.NullMarked;
