import type { Transformer } from 'grammy';

/**
 * Telegram fetches a link to show what lies behind it: an address made of somebody's rows would
 * carry them away before anybody pressed it. No message of ours is shown with one.
 */
export const withoutPreviews: Transformer = (prev, method, payload, signal) =>
  method === 'sendMessage' || method === 'editMessageText'
    ? prev(method, { ...payload, link_preview_options: { is_disabled: true } }, signal)
    : prev(method, payload, signal);
