/** Loading exporters and keeping them alive, each apart from everything else. */
@NullMarked
package io.segwatch.agent.host;

import org.jspecify.annotations.NullMarked;
