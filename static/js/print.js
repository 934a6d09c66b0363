/* The page was asked for on paper: open the dialogue in which it is printed. Without this it is just the page. */

addEventListener("load", () => window.print());
