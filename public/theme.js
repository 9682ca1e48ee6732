// Runs before the first paint: a theme chosen in the link must not flash. The page takes over from here (app/follow-theme.ts).
const theme = new URLSearchParams(location.search).get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
