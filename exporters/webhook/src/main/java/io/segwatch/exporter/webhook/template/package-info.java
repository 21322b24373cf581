/**
 * Messages for chat and push services, made from JSON documents with placeholders.
 *
 * <p>A value is put into a string of the parsed document, which is then written again: whatever a
 * name holds, it stays within its string. What that string means to the service, markup or plain
 * text, and how long it may be, is known by its place in the document.
 */
@NullMarked
package io.segwatch.exporter.webhook.template;

import org.jspecify.annotations.NullMarked;
