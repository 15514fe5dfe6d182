import { html } from 'hono/html';

/** Words with `names` between backticks, as HTML. */
export const prose = (text: string) =>
  html`${text.split('`').map((part, at) => (at % 2 === 0 ? part : html`<code>${part}</code>`))}`;
