/**
 * Who may use the web server (interface §3): what {@code --web-config} says, in the format of the
 * Prometheus exporter toolkit, and the keeping of it.
 */
@NullMarked
package io.segwatch.agent.trust;

import org.jspecify.annotations.NullMarked;
