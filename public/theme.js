// Runs before the first paint: neither another theme than the link's may flash, nor a part that the link leaves out. The page
// takes over from here (app/follow-theme.ts, app/explorer-app.tsx).
const link = new URLSearchParams(location.search);
const theme = link.get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
if (link.has('embed') || link.has('hide')) document.documentElement.dataset.waiting = '';
