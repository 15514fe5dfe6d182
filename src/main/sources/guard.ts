export * from './guard/guard.ts';
