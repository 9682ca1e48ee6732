// Runs before anything else. Where the site lies, as this page names its files: for the bundler's code, which asks for more of it,
// and for the page's own (workers/clients/base-url.ts).
self.SITE_FOLDER = document.currentScript.getAttribute('src').replace(/first\.js$/, '');
self.TURBOPACK_CHUNK_BASE_PATH = `${self.SITE_FOLDER}_next/`;

// What the first paint must not get wrong: neither another theme than the link's may flash, nor a part that the link leaves out.
// The page takes over from here (app/follow-theme.ts, app/explorer-app.tsx).
const link = new URLSearchParams(location.search);
const theme = link.get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
if (link.has('embed') || link.has('hide')) document.documentElement.dataset.waiting = '';
