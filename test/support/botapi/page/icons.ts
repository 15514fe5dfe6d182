/** The bot's face and the page's icon: an eight-pointed star, as on the tiles of a diwan. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
<rect width="64" height="64" rx="16" fill="#0f6e63"/>
<g fill="none" stroke="#f6e7c1" stroke-width="3.2" stroke-linejoin="round">
<rect x="17" y="17" width="30" height="30"/>
<rect x="17" y="17" width="30" height="30" transform="rotate(45 32 32)"/>
</g>
<circle cx="32" cy="32" r="5" fill="#f6e7c1"/>
</svg>`;

/** Behind the messages: the same star, repeated, faint enough for both themes. */
export const pattern = `<svg xmlns="http://www.w3.org/2000/svg" width="72" height="72" viewBox="0 0 72 72">
<g fill="none" stroke="#7a8f88" stroke-opacity=".17">
<rect x="22" y="22" width="28" height="28"/>
<rect x="22" y="22" width="28" height="28" transform="rotate(45 36 36)"/>
<path d="M36 16.200V0M36 55.800V72M16.200 36H0M55.800 36H72"/>
<rect x="-7" y="-7" width="14" height="14" transform="rotate(45)"/>
<rect x="-7" y="-7" width="14" height="14" transform="translate(72 0) rotate(45)"/>
<rect x="-7" y="-7" width="14" height="14" transform="translate(0 72) rotate(45)"/>
<rect x="-7" y="-7" width="14" height="14" transform="translate(72 72) rotate(45)"/>
</g>
</svg>`;
