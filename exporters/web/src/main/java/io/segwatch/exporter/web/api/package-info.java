/** The answers of {@code /api/v1}, as {@code openapi.yaml} describes them. */
@NullMarked
package io.segwatch.exporter.web.api;

import org.jspecify.annotations.NullMarked;
