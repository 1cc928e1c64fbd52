/**
 * What the launcher needs before anything else is loaded, for a constructed style sheet, which the strictest policy allows;
 * the frame sends the rest with READY (embed/panel/host-style.ts). `!important` in `:host` outranks the page's own.
 * `--x` and `--y`: the launcher's left and top, kept inside the window here, so that no script runs when it changes.
 */
export const LAUNCHER_STYLE = `:host{all:initial!important;display:block!important;position:fixed!important;z-index:2147483647!important}
button{all:unset;position:fixed;left:clamp(0px,var(--x,100% - 76px),100% - 56px);top:clamp(0px,var(--y,100% - 76px),100% - 56px);display:grid;place-items:center;width:56px;height:56px;border-radius:50%;cursor:pointer;touch-action:none;background:var(--a,#0b5c62);color:#fff;color:oklch(from var(--a,#0b5c62) round(1.21 - l) 0 0);box-shadow:0 2px 12px #0004}
button:focus-visible{outline:3px solid #fff;box-shadow:0 0 0 6px #000}
i{pointer-events:none;width:24px;height:24px;background:currentColor;forced-color-adjust:none;clip-path:var(--i,path("M12 3a9 8 0 0 1 0 17q-2 0-4-1l-5 2 2-4a9 8 0 0 1 7-14z"))}
iframe{position:fixed;visibility:hidden;border:0}
@media (forced-colors:active){button{outline:2px solid ButtonText}i{background:ButtonText}}`;

/** Where the panel is the whole window: a phone, or a window at 200 %. */
export const PHONE = "(max-width:479px),(max-height:399px)";
