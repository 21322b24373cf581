/**
 * What happens, as it happens: server-sent events. Holes are read from the log, each client at a
 * place of its own; hours and edges are state, of which a client hears the newest.
 */
@NullMarked
package io.segwatch.exporter.web.live;

import org.jspecify.annotations.NullMarked;
