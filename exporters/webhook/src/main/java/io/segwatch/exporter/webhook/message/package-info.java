/** What an endpoint is told, and how that is written for the program that listens there. */
@NullMarked
package io.segwatch.exporter.webhook.message;

import org.jspecify.annotations.NullMarked;
