export const message = `
.log { position: relative; flex: 1; min-height: 0; display: flex; flex-direction: column; }
.scroller { flex: 1; overflow-y: auto; overflow-x: hidden; padding: 12px max(16px, calc(50% - 430px)); }
.scroller:focus-visible { outline-offset: -3px; }
.messages { display: flex; flex-direction: column; gap: 3px; }
.day, .service { align-self: center; margin: 10px 0 6px; font-size: 12.5px; background: var(--panel); color: var(--muted); border-radius: 12px; padding: 2px 12px; box-shadow: var(--shadow); }
.empty { margin: 12vh auto 0; text-align: center; color: var(--muted); display: grid; justify-items: center; gap: 14px; max-width: 320px; background: var(--panel); padding: 26px 26px 18px; border-radius: 22px; box-shadow: var(--shadow); }
.message { display: flex; align-items: flex-end; gap: 8px; max-width: 100%; }
.message.mine { flex-direction: row-reverse; }
.message.mine .who, .message.mine .name { display: none; }
.who { width: 34px; flex: none; visibility: hidden; }
.who .avatar { width: 34px; height: 34px; font-size: 15px; }
.tail > .who { visibility: visible; }
.message.tail { margin-block-end: 6px; }
.column { min-width: 0; max-width: min(86%, 560px); display: grid; gap: 4px; }
.mine .column { justify-items: end; }
.bubble { background: var(--theirs); border-radius: 16px; padding: 6px 11px 6px; box-shadow: var(--shadow); overflow-wrap: anywhere; min-width: 0; max-width: 100%; width: fit-content; }
.mine .bubble { background: var(--mine); }
.theirs.tail .bubble { border-end-start-radius: 4px; }
.mine.tail .bubble { border-end-end-radius: 4px; }
.name { display: none; font-size: 13.5px; font-weight: 600; }
.in-group .theirs.first .name { display: block; }
.text { white-space: pre-wrap; unicode-bidi: plaintext; text-align: start; }
.text a, .link, .mention { color: var(--link); }
.link { display: inline; text-decoration: none; }
.link:hover { text-decoration: underline; }
.text > strong:only-child { display: inline; }
.meta { display: block; width: fit-content; margin: -1px 0 0; margin-inline-start: auto; font-size: 11.5px; color: var(--muted); line-height: 1.3; }
.mine .meta { color: color-mix(in srgb, var(--muted) 55%, var(--ink)); }
.reactions { font-size: 14px; margin-inline-end: 6px; }
code { font: 13px/1.5 ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'Noto Sans Mono', 'DejaVu Sans Mono', monospace; }
.text > code, .text :not(pre) > code { background: var(--code); border-radius: 5px; padding: 1px 4px; cursor: copy; }
.code { position: relative; background: var(--code); border-radius: 10px; margin: 5px 0; overflow: hidden; border-inline-start: 3px solid var(--accent); }
.code-head { display: flex; justify-content: space-between; align-items: center; padding: 0 4px 0 10px; font-size: 12px; color: var(--muted); min-height: 26px; direction: ltr; }
.code-head .quiet { width: 26px; height: 26px; } .code-head svg { width: 15px; height: 15px; }
.bare .code-head { position: absolute; inset-block-start: 0; inset-inline-end: 0; padding: 0; } .bare .quiet { opacity: 0; background: var(--code); } .bare:hover .quiet, .bare .quiet:focus-visible { opacity: 1; } .bare pre { padding-block-start: 8px; }
pre { margin: 0; padding: 0 10px 8px; overflow-x: auto; white-space: pre; overflow-wrap: normal; unicode-bidi: plaintext; }
blockquote { border-inline-start: 3px solid var(--accent); background: color-mix(in srgb, var(--accent) 9%, transparent); border-radius: 8px; padding: 4px 10px; margin: 5px 0; font-size: 14px; position: relative; unicode-bidi: plaintext; }
.expandable { padding-inline-end: 34px; }
.folded { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
.fold { position: absolute; inset-inline-end: 4px; inset-block-end: 3px; width: 28px; height: 26px; display: grid; place-items: center; border-radius: 8px; color: var(--link); }
.fold svg { width: 18px; height: 18px; } .fold[aria-expanded=true] svg { transform: rotate(180deg); }
.spoiler { display: inline-block; max-width: 100%; line-height: 1.35; vertical-align: bottom; overflow: hidden; border-radius: 5px; cursor: pointer; background: repeating-radial-gradient(circle at 2px 2px, var(--muted) 0 1px, transparent 1px 4px) 0 0 / 5px 5px, color-mix(in srgb, var(--muted) 32%, transparent); }
.spoiler [data-inside] { opacity: 0; }
.spoiler.shown { background: color-mix(in srgb, var(--muted) 14%, transparent); cursor: text; } .spoiler.shown [data-inside] { opacity: 1; }
.reply { display: grid; width: 100%; border-inline-start: 3px solid var(--accent); background: color-mix(in srgb, var(--accent) 9%, transparent); border-radius: 8px; padding: 3px 9px; margin: 2px 0 4px; font-size: 13.5px; }
.reply strong { color: var(--link); font-weight: 600; }
.reply strong, .reply span { text-align: match-parent; }
.reply span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; max-width: 46ch; }
.forwarded { font-size: 13px; color: var(--link); }
.photo { display: block; margin: 2px -7px 4px; border-radius: 12px; overflow: hidden; }
.photo img { display: block; width: auto; max-width: 100%; height: auto; max-height: 420px; background: var(--soft); }
.first .name + .photo { margin-top: 6px; }
.file { display: flex; gap: 12px; align-items: center; color: inherit; text-decoration: none; padding: 4px 0; }
.badge { width: 44px; height: 44px; border-radius: 12px; background: var(--accent); color: var(--on-accent); display: grid; place-items: center; font-size: 12.5px; font-weight: 700; text-transform: uppercase; flex: none; }
.file-name { display: grid; min-width: 0; } .file-name bdi { font-weight: 600; } .file-name small { color: var(--muted); font-size: 12.5px; }
.mine .file-name small { color: inherit; }
.is-sticker .bubble { background: none; box-shadow: none; } .is-sticker .name { display: none !important; } .sticker { font-size: 84px; line-height: 1.1; }
.buttons { display: grid; gap: 4px; width: 100%; min-width: min(240px, 100%); }
.row { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 4px; }
.inline { position: relative; display: flex; gap: 6px; align-items: center; justify-content: center; text-align: center; min-height: 38px; padding: 6px 10px; border-radius: 11px; font-weight: 550; font-size: 14px; background: color-mix(in srgb, var(--accent) 16%, var(--panel)); color: var(--link); box-shadow: var(--shadow); overflow-wrap: anywhere; }
.inline:hover { background: color-mix(in srgb, var(--accent) 26%, var(--panel)); }
.inline svg { width: 14px; height: 14px; } .inline.danger { color: var(--danger); } .inline.primary { background: var(--accent); color: var(--on-accent); }
.inline.waiting::after { content: ''; position: absolute; inset: auto 10px 3px; height: 2px; border-radius: 2px; background: linear-gradient(90deg, transparent, currentColor, transparent) 0 0 / 50% 100% no-repeat; animation: wait 1s linear infinite; }
@keyframes wait { from { background-position: -100% 0; } to { background-position: 200% 0; } }
.message-menu { opacity: 0; width: 30px; height: 30px; align-self: center; } .message-menu svg { width: 18px; height: 18px; }
.message:hover > .message-menu, .message-menu:focus-visible { opacity: 1; }
@media (hover: none) { .message-menu { opacity: .55; } }
.coming { margin-block-start: 3px; }
.draft { border: 1px dashed color-mix(in srgb, var(--accent) 55%, transparent); }
.thinking { color: var(--muted); }
.three-dots { display: inline-flex; gap: 4px; padding: 6px 2px; vertical-align: middle; } .draft .three-dots { padding: 2px 0 0; }
.three-dots i { width: 7px; height: 7px; border-radius: 50%; background: var(--accent); animation: dot 1.2s infinite ease-in-out; }
.three-dots i:nth-child(2) { animation-delay: .18s; } .three-dots i:nth-child(3) { animation-delay: .36s; }
@keyframes dot { 0%, 60%, 100% { opacity: .25; transform: none; } 30% { opacity: 1; transform: translateY(-3px); } }
.flash .bubble { animation: flash 1.4s; } @keyframes flash { 0%, 60% { outline: 3px solid var(--accent); } 100% { outline: 3px solid transparent; } }
.jump { position: absolute; inset-block-end: 14px; inset-inline-end: 20px; width: 44px; height: 44px; border-radius: 50%; display: grid; place-items: center; background: var(--panel); color: var(--muted); box-shadow: 0 2px 10px rgb(0 0 0 / .2); }
@media (max-width: 799px) { .scroller { padding: 10px 8px; } .who { display: none; } .column { max-width: 90%; } }
`;
