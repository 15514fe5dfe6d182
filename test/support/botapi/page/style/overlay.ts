export const overlay = `
.toasts { position: fixed; inset: auto 0 90px; display: grid; gap: 8px; justify-items: center; pointer-events: none; padding: 0 16px; z-index: 5; }
.toast { background: #17211e; color: #f3f7f5; border-radius: 12px; padding: 10px 18px; max-width: 480px; box-shadow: 0 4px 18px rgb(0 0 0 / .3); animation: rise .18s ease-out; }
@keyframes rise { from { opacity: 0; transform: translateY(8px); } }
.lost { position: fixed; inset: 8px 0 auto; margin: auto; width: fit-content; background: var(--stand-in-ground); color: var(--stand-in); padding: 6px 16px; border-radius: 12px; box-shadow: var(--shadow); z-index: 6; }
.menu { position: fixed; margin: 0; inset: auto; border: 1px solid var(--line); border-radius: 14px; background: var(--panel); color: var(--ink); padding: 5px; box-shadow: 0 6px 26px rgb(0 0 0 / .22); min-width: 170px; }
.menu button { display: flex; gap: 12px; align-items: center; width: 100%; padding: 8px 12px; border-radius: 10px; }
.menu button:hover, .menu button:focus-visible { background: var(--soft); } .menu svg { width: 19px; height: 19px; color: var(--muted); }
dialog { border: 0; border-radius: 20px; padding: 22px; background: var(--panel); color: var(--ink); max-width: min(520px, calc(100vw - 24px)); max-height: calc(100dvh - 24px); box-shadow: 0 10px 50px rgb(0 0 0 / .35); }
dialog::backdrop { background: rgb(10 18 15 / .55); }
dialog > .button { margin-block-start: 18px; width: 100%; }
.alert { white-space: pre-wrap; }
dialog.wide { max-width: calc(100vw - 24px); padding: 14px; }
.viewer { display: grid; gap: 12px; justify-items: center; } .viewer img { max-width: 100%; max-height: calc(100dvh - 170px); border-radius: 10px; }
dialog.wide > .button { background: var(--soft); color: var(--ink); margin-block-start: 10px; }
.about h2 { font-size: 18px; margin-block-end: 12px; } .about ul { display: grid; gap: 12px; }
.about li { display: grid; grid-template-columns: auto 1fr; gap: 12px; align-items: start; } .about small { display: block; color: var(--muted); font-size: 13.5px; }
.tag { border-radius: 8px; padding: 1px 9px; font-size: 13px; font-weight: 600; min-width: 6.2em; text-align: center; } .tag.real { background: var(--real-ground); } .tag.stand-in { background: var(--stand-in-ground); }
`;
