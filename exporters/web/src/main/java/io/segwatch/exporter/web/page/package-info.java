/** What a browser shows: the files of the page, as they were packed when this was built. */
@NullMarked
package io.segwatch.exporter.web.page;

import org.jspecify.annotations.NullMarked;
