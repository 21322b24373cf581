import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after, events } from '../../../main/page/live.js';

async function read(...chunks) {
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
      controller.close();
    },
  });
  const found = [];
  for await (const event of events(body)) found.push(event);
  return found;
}

test('events come whole, however the bytes come', async () => {
  const text = 'retry: 3000\n\nevent: tick\nid: e.1.2\ndata: {"a":"ü"}\n\n: a comment\n\ndata: x\ndata: y\n\nevent: cut off\n';
  const whole = await read(text);
  assert.deepEqual(whole.filter((event) => event.data), [
    { type: 'tick', id: 'e.1.2', data: '{"a":"ü"}' },
    { type: 'message', id: '', data: 'x\ny' },
  ]);
  const bytes = new TextEncoder().encode(text);
  const single = await read(...Array.from(bytes, (byte) => Uint8Array.of(byte)));
  assert.deepEqual(single, whole);
});

test('an event of the log is news once', () => {
  assert.ok(after('e.2.9', 'e.1.9'));
  assert.ok(after('e.10.9', 'e.9.9'));
  assert.ok(after('e.1.1', ''));
  assert.ok(after('other.1.1', 'e.5.1'));
  assert.ok(!after('e.2.10', 'e.2.9'));
  assert.ok(!after('e.1.9', 'e.2.9'));
});
