import { appendFileSync } from 'node:fs';

/** Counts what a test tried; the sum is printed at its end, so that figures told of it are true. */
export function tally(what: string) {
  let sum = 0;
  return {
    count: (more = 1): void => {
      sum += more;
    },
    print: (): void => {
      const line = `${what}: ${sum.toLocaleString('en')}\n`;
      process.stdout.write(line);
      const file = process.env.DIWAN_TEST_TALLY;
      if (file) appendFileSync(file, line);
    },
  };
}
