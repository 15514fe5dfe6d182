import { createElement, type HTMLAttributes, type Ref } from 'react';

export interface ScrollableProps extends HTMLAttributes<HTMLElement> {
  element?: 'div' | 'pre';
  ref?: Ref<HTMLElement>;
}

/** What scrolls for itself: the keyboard reaches it too (WCAG 2.1.1). */
export const Scrollable = ({ element = 'div', ...rest }: ScrollableProps) =>
  createElement(element, { tabIndex: 0, ...rest });
