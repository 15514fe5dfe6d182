/// <reference types="vite/client" />

interface Window {
  /** There in the native window alone. */
  diwan?: import('../preload/contract/bridge.ts').Bridge;
}
