import type { Page } from 'playwright-core';

/** Who one is and where stands already; all else is late, and then broken. */
const stands = /session\.me|organizations\.list|setup\.state/;

export interface Trouble {
  /** From now on answers are awaited. */
  hold(): void;
  /** What is awaited ends in an error, and what is asked next too. */
  fail(): void;
}

/** A page whose answers are late, and then do not come; `message` is what the appliance says. */
export async function troubled(page: Page, message = 'It broke.'): Promise<Trouble> {
  const body = JSON.stringify({ code: 'internal', message, params: {} });
  let answering = Promise.withResolvers<void>();
  await page.route('**/rpc/**', async (route) => {
    if (stands.test(route.request().url())) return route.continue();
    await answering.promise;
    return route.fulfill({ status: 500, body });
  });
  return {
    hold: () => {
      answering = Promise.withResolvers();
    },
    fail: () => answering.resolve(),
  };
}
