export const composer = `
.composer { background: var(--panel); border-block-start: 1px solid var(--line); padding: 8px max(10px, calc(50% - 440px)) max(8px, env(safe-area-inset-bottom)); display: grid; gap: 6px; }
.composer-row { display: flex; gap: 4px; align-items: flex-end; }
.composer-row > p { flex: 1; align-self: center; color: var(--muted); }
textarea { field-sizing: content; min-height: 38px; flex: 1; min-width: 0; resize: none; border: 1px solid var(--line); border-radius: 19px; background: var(--soft); padding: 8px 14px; line-height: 1.4; max-height: 160px; unicode-bidi: plaintext; }
textarea::placeholder { color: var(--muted); opacity: 1; }
textarea:focus-visible { outline-offset: -1px; }
.composer .send { background: var(--accent); color: var(--on-accent); } .composer .send:hover { filter: brightness(1.08); }
.big { flex: 1; min-height: 44px; }
.chips { display: flex; gap: 6px; overflow-x: auto; scrollbar-width: none; align-items: center; padding: 2px; margin: 0 -2px; }
.try { color: var(--muted); font-size: 12.5px; flex: none; }
.chip { flex: none; max-width: 100%; border: 1px solid color-mix(in srgb, var(--accent) 40%, var(--line)); color: var(--link); border-radius: 16px; padding: 4px 12px; font-size: 13.5px; background: var(--panel); white-space: nowrap; }
.chip:hover { background: color-mix(in srgb, var(--accent) 12%, var(--panel)); }
.about-message { display: flex; gap: 10px; align-items: center; color: var(--link); font-size: 13.5px; padding-inline-start: 8px; }
.about-message div { flex: 1; min-width: 0; display: grid; } .about-message span { color: var(--muted); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; text-align: match-parent; }
.commands { max-height: 40vh; overflow: auto; border: 1px solid var(--line); border-radius: 14px; padding: 4px; }
.commands [role=option] { display: flex; gap: 14px; padding: 7px 12px; border-radius: 10px; cursor: pointer; }
.commands b { min-width: 7em; color: var(--link); font-weight: 600; } .commands span { color: var(--muted); flex: 1; unicode-bidi: plaintext; text-align: match-parent; }
.commands [role=option]:hover, .commands [aria-selected=true] { background: var(--soft); } .commands [aria-selected=true] span { color: var(--ink); }
`;
