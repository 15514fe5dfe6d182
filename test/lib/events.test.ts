import { expect, test } from 'vitest';
import { createEvents } from '../../src/main/lib/events.ts';

test('each listener hears each event until it is disposed, whatever another throws', () => {
  const failures: unknown[] = [];
  const heard: string[] = [];
  const events = createEvents<{ a: { n: number }; b: string }>((error) => failures.push(error));
  events.on('a', () => {
    throw new Error('first');
  });
  const first = events.on('a', ({ n }) => heard.push(`one ${n}`));
  events.on('a', ({ n }) => heard.push(`two ${n}`));
  events.on('b', (text) => heard.push(text));
  events.emit('a', { n: 1 });
  first[Symbol.dispose]();
  events.emit('a', { n: 2 });
  events.emit('b', 'three');
  expect(heard).toEqual(['one 1', 'two 1', 'two 2', 'three']);
  expect(failures).toHaveLength(2);
});
