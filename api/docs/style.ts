/** The look of the reference: the colours of the product, light and dark by the system. */
export const STYLE = `
:root{color-scheme:light dark;--bg:oklch(.992 .003 85);--fg:oklch(.245 .008 70);--card:oklch(.998 .001 85);--muted:oklch(.488 .011 72);--soft:oklch(.962 .005 82);--line:oklch(.902 .007 80);--accent:oklch(.445 .078 196);--ring:oklch(.53 .093 196);--side:oklch(.972 .005 82)}
@media (prefers-color-scheme:dark){:root{--bg:oklch(.206 .005 68);--fg:oklch(.928 .006 82);--card:oklch(.232 .006 68);--muted:oklch(.712 .011 76);--soft:oklch(.25 .006 68);--line:oklch(.318 .008 68);--accent:oklch(.77 .088 190);--ring:oklch(.72 .092 190);--side:oklch(.186 .005 68)}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.55 system-ui,sans-serif}
a{color:var(--accent);text-underline-offset:.2em}
:focus-visible{outline:2px solid var(--ring);outline-offset:2px;border-radius:4px}
code,pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace}
pre{background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:.75rem 1rem;overflow-x:auto}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem .75rem}
.page{display:grid;grid-template-columns:16rem minmax(0,1fr);min-height:100vh}
nav{background:var(--side);border-right:1px solid var(--line);padding:1.5rem 1rem;position:sticky;top:0;height:100vh;overflow-y:auto}
nav h2{font-size:.8rem;color:var(--muted);margin:1.25rem 0 .25rem;font-weight:600}
nav ul{list-style:none;margin:0;padding:0}nav li a{display:block;padding:.2rem .5rem;border-radius:4px;color:inherit;text-decoration:none}
nav li a:hover{background:var(--soft)}
main{padding:2rem clamp(1rem,4vw,3rem) 6rem;max-width:60rem}
h1{font-size:1.6rem;margin:0 0 .5rem;letter-spacing:-.01em}main h2{font-size:1.15rem;margin:2.5rem 0 .5rem}h3{font-size:1rem;margin:0}
h4{font-size:.85rem;color:var(--muted);margin:1rem 0 .25rem;font-weight:600}
article{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:1rem 1.25rem;margin:1rem 0}
.path{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline;margin:.25rem 0}
.method{font-weight:600;color:var(--accent);text-transform:uppercase}
.scope,.type,.bound{color:var(--muted);font-size:.85rem}.required{font-size:.75rem;border:1px solid var(--line);border-radius:4px;padding:0 .3rem}
ul.members,ul.choices{list-style:none;margin:.25rem 0;padding-left:.9rem;border-left:1px solid var(--line)}
ul.members>li,ul.choices>li{padding:.2rem 0}summary{cursor:pointer}li p{margin:.15rem 0;color:var(--muted)}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .75rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
@media (max-width:48rem){.page{display:block}nav{position:static;height:auto;border-right:0;border-bottom:1px solid var(--line)}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
`;
