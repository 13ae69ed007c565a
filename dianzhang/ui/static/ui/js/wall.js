// A wall fills the screen at a press, and stays so when its numbers are asked for again.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-whole-screen]")) return;
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.();
});
