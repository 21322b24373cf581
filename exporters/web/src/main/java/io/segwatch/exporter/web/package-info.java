/** The page that operators keep open all day, and the programming interface that it is made of. */
@NullMarked
package io.segwatch.exporter.web;

import org.jspecify.annotations.NullMarked;
