/**
 * Answers of any length: read strictly what is asked for, and send what there is piece by piece, as
 * fast as it is taken and never holding up anything else for long.
 */
@NullMarked
package io.segwatch.exporter.web.answer;

import org.jspecify.annotations.NullMarked;
