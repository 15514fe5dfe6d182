import { base } from './style/base.ts';
import { composer } from './style/composer.ts';
import { frame } from './style/frame.ts';
import { message } from './style/message.ts';
import { overlay } from './style/overlay.ts';

/** The page's one style sheet. */
export const style = [base, frame, message, composer, overlay].join('\n');
