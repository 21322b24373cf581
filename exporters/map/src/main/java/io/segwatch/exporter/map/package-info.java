/** Coverage as a picture. */
@NullMarked
package io.segwatch.exporter.map;

import org.jspecify.annotations.NullMarked;
