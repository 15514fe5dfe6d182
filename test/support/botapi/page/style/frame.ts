export const frame = `
.frame { height: 100dvh; display: grid; grid-template: auto minmax(0, 1fr) / minmax(260px, 330px) minmax(0, 1fr); }
.banner { grid-column: 1 / -1; display: flex; align-items: center; gap: 4px 18px; padding: 5px 16px; background: var(--panel); border-block-end: 1px solid var(--line); font-size: 13.5px; }
.banner-title { font-size: 14px; white-space: nowrap; }
.banner-lines { display: flex; flex-wrap: wrap; gap: 2px 22px; flex: 1; min-width: 0; }
.banner-lines p { display: flex; gap: 6px; align-items: baseline; }
.banner-lines p::before { content: ''; width: 9px; height: 9px; border-radius: 50%; flex: none; align-self: center; }
.real { color: var(--real); } .stand-in { color: var(--stand-in); }
p.real::before { background: currentColor; } p.stand-in::before { border: 2px solid currentColor; }
.banner-lines b { flex: none; }
.list { background: var(--panel); border-inline-end: 1px solid var(--line); display: flex; flex-direction: column; min-height: 0; }
.list-top { display: flex; align-items: center; gap: 8px; padding: 10px 8px 8px 16px; }
:dir(rtl) > .list-top { padding: 10px 16px 8px 8px; }
.list-top h2 { font-size: 19px; flex: 1; }
.chats { overflow: auto; padding: 0 8px 12px; }
.chat { display: flex; gap: 12px; align-items: center; width: 100%; padding: 9px 10px; border-radius: 14px; }
.chat .avatar { width: 48px; height: 48px; }
.chat:hover { background: var(--soft); }
.chat[aria-current] { background: var(--mine); }
.chat-lines { flex: 1; min-width: 0; }
.chat-line { display: flex; gap: 8px; align-items: center; justify-content: space-between; }
.chat-title { font-weight: 600; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.chat time { font-size: 12px; color: var(--muted); flex: none; }
.chat[aria-current] time, .chat[aria-current] .chat-last { color: var(--ink); }
.chat-last { color: var(--muted); font-size: 13.5px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; flex: 1; unicode-bidi: plaintext; text-align: match-parent; }
.unread { background: var(--accent); color: var(--on-accent); border-radius: 11px; min-width: 22px; padding: 0 7px; text-align: center; font-size: 12.5px; font-weight: 600; line-height: 22px; }
.pane { display: flex; flex-direction: column; min-width: 0; min-height: 0; background: var(--ground) url(/page/pattern.svg); }
.pick { margin: auto; color: var(--muted); }
.chat-head { display: flex; align-items: center; gap: 12px; padding: 8px 12px 8px 16px; background: var(--panel); border-block-end: 1px solid var(--line); }
.chat-head h2 { font-size: 16px; line-height: 1.3; display: flex; gap: 8px; align-items: baseline; min-width: 0; }
.chat-head .as { font-size: 13px; font-weight: 500; color: var(--muted); border: 1px solid var(--line); border-radius: 8px; padding: 0 7px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.status { font-size: 13px; color: var(--muted); display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.status.busy { color: var(--link); }
.write-as { display: flex; align-items: center; gap: 8px; font-size: 13px; color: var(--muted); }
.write-as select { color: var(--ink); }
.back { display: none; }
@media (max-width: 799px) {
  .frame { grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); }
  .frame[data-view=chat] .list, .frame[data-view=list] .pane { display: none; }
  .list { border: 0; }
  .banner { padding: 4px 4px 4px 12px; font-size: 12.5px; }
  :dir(rtl) > .banner { padding: 4px 12px 4px 4px; }
  .banner-title { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .banner-lines { display: block; line-height: 1.35; }
  .banner-lines p { display: block; }
  .banner-lines p::before { display: inline-block; margin-inline-end: 6px; }
  .chat-head { padding: 6px; gap: 8px; }
  .back { display: grid; }
  .write-as span { display: none; }
}
`;
