/**
 * What Alertmanager is told: not what happened, but what is wrong, again and again (alerts §3).
 *
 * <p>It keeps alerts in memory only, notifies nobody of one that it first hears of when it has
 * ended, and may be killed at any time. So an alert is posted as firing until one and the same
 * Alertmanager has had it for long enough to tell somebody, even if it ended before that.
 */
@NullMarked
package io.segwatch.exporter.webhook.alertmanager;

import org.jspecify.annotations.NullMarked;
