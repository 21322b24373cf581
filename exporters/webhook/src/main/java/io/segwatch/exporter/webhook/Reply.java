package io.segwatch.exporter.webhook;

import java.util.Optional;

/** What came back from an attempt to deliver a message. */
sealed interface Reply {
  Outcome outcome();

  /** What came back, in a few words, for people. */
  String summary();

  /**
   * The receiver answered.
   *
   * @param retryAfter the header of that name
   * @param body at most {@link Courier#ANSWER_LIMIT} bytes of it
   */
  record Answer(int status, Optional<String> retryAfter, String body) implements Reply {
    @Override
    public Outcome outcome() {
      return Outcome.of(status);
    }

    @Override
    public String summary() {
      return "status " + status;
    }
  }

  /** It did not. */
  record NoAnswer(Outcome outcome, String summary) implements Reply {}
}
