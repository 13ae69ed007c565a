// Where a chart through time is wider than the window, its newest end is what one sees first.
for (const sheet of document.querySelectorAll("[data-newest]")) sheet.scrollLeft = sheet.scrollWidth;
