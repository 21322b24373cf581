/** Coverage as a picture (coverage §5), as files and on the web server. */
@NullMarked
package io.segwatch.exporter.map;

import org.jspecify.annotations.NullMarked;
