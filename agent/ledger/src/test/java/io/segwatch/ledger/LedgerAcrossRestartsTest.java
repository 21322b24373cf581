package io.segwatch.ledger;

import java.io.IOException;

/** The same rules, each look taken by another process than the look before: no rule forgets. */
class LedgerAcrossRestartsTest extends LedgerTest {
  @Override
  Ledger next(Ledger before) throws IOException {
    return reopen(before);
  }
}
