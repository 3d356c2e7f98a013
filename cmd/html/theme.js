/* theme.js - before anything is painted: the theme that was chosen last time. */
(() => {
	"use strict";
	try {
		const theme = localStorage.getItem("flyimg-theme");
		if (theme === "light" || theme === "dark")
			document.documentElement.dataset.theme = theme;
	} catch {
		/* Storage may be refused to a page from disk. */
	}
	document.documentElement.classList.add("js");
})();
