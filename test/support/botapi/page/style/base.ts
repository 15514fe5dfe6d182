export const base = `
:root {
  color-scheme: light;
  --ground: #f1ece1; --panel: #fffdf8; --line: #e3dacb; --soft: #f3eee4;
  --ink: #1b2421; --muted: #5a6763; --accent: #0f6e63; --on-accent: #ffffff;
  --mine: #d9f0e3; --theirs: #ffffff; --link: #0b6154; --code: #ece6d9;
  --real: #17663a; --real-ground: #dff2e4; --stand-in: #824607; --stand-in-ground: #fbe9cf;
  --shadow: 0 1px 2px rgb(40 50 45 / .14); --danger: #a3262a;
  --c0: #a63a2e; --c1: #8a5a00; --c2: #4e6a12; --c3: #0f6e63; --c4: #35599c; --c5: #8a3f86;
  font: 15px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Arabic', Tahoma, sans-serif;
}
:root[data-theme=dark] {
  color-scheme: dark;
  --ground: #0d1513; --panel: #141e1b; --line: #27352f; --soft: #1b2723;
  --ink: #e7eeeb; --muted: #9fb1aa; --accent: #46bfa9; --on-accent: #06211b;
  --mine: #1c483e; --theirs: #1c2925; --link: #74d9c5; --code: #0f1917;
  --real: #83dba3; --real-ground: #173526; --stand-in: #f2bf77; --stand-in-ground: #3a2a12;
  --shadow: 0 1px 2px rgb(0 0 0 / .4); --danger: #ff9a94;
  --c0: #ff9d8f; --c1: #eabb5c; --c2: #b6d36f; --c3: #6fd6c2; --c4: #9dbcff; --c5: #e9a3e5;
}
:root:lang(fa), :root:lang(ar) { font-family: Vazirmatn, 'Noto Sans Arabic', 'Segoe UI', Tahoma, system-ui, sans-serif; }
*, ::before, ::after { box-sizing: border-box; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
[hidden] { display: none !important; }
html, body { height: 100%; margin: 0; }
body { background: var(--ground); color: var(--ink); overflow: hidden; }
h1, h2, p, ul, blockquote { margin: 0; padding: 0; }
ul { list-style: none; }
button, select, textarea { font: inherit; color: inherit; }
button { cursor: pointer; border: 0; background: none; padding: 0; text-align: start; }
svg { width: 22px; height: 22px; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; flex: none; }
.more-icon { stroke-width: 3.4; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
select { border: 1px solid var(--line); border-radius: 9px; background: var(--panel); padding: 5px 8px; max-width: 11em; }
.quiet { display: grid; place-items: center; width: 38px; height: 38px; border-radius: 50%; color: var(--muted); flex: none; }
.quiet:hover { background: var(--soft); color: var(--ink); }
:dir(rtl) > .back svg, :dir(rtl) > .send svg { transform: scaleX(-1); }
.button, .big { display: inline-flex; gap: 8px; align-items: center; justify-content: center; padding: 9px 18px; border-radius: 12px; background: var(--accent); color: var(--on-accent); text-decoration: none; font-weight: 600; }
.avatar { width: 40px; height: 40px; border-radius: 50%; flex: none; display: block; }
.letter { display: grid; place-items: center; font-weight: 600; font-size: 17px; color: var(--panel); }
.letter.c0 { background: var(--c0); } .letter.c1 { background: var(--c1); } .letter.c2 { background: var(--c2); }
.letter.c3 { background: var(--c3); } .letter.c4 { background: var(--c4); } .letter.c5 { background: var(--c5); }
.name.c0 { color: var(--c0); } .name.c1 { color: var(--c1); } .name.c2 { color: var(--c2); }
.name.c3 { color: var(--c3); } .name.c4 { color: var(--c4); } .name.c5 { color: var(--c5); }
@media (prefers-reduced-motion: reduce) { *, ::before, ::after { animation: none !important; transition: none !important; scroll-behavior: auto !important; } }
`;
