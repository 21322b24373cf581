/** What the agent tells systemd, where that started it. */
@NullMarked
package io.segwatch.agent.systemd;

import org.jspecify.annotations.NullMarked;
