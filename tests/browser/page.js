// Looks at a page from outside, as a careful reader does. Gives a list of faults in words.
(() => {
  const faults = [];
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) faults.push(`the page is ${wide} px wider than the window`);

  // Text for the ear only, and what its reader can scroll to, is neither clipped nor laid over.
  const forTheEar = ".vh, .sprite, .skip, thead";
  const seen = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const held = text.parentElement;
    if (!text.data.trim() || !held.checkVisibility()) continue;
    if (held.closest(forTheEar) && getComputedStyle(held.closest(forTheEar)).clipPath !== "none") continue;
    if (held.closest(".skip, .sprite, svg")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    const said = text.data.trim().slice(0, 40);
    for (const box of boxes) {
      let [left, right] = [0, innerWidth];
      for (let around = held; around; around = around.parentElement) {
        const { overflowX } = getComputedStyle(around);
        if (overflowX === "auto" || overflowX === "scroll") { left = -Infinity; right = Infinity; }
        if (overflowX === "hidden" || overflowX === "clip") {
          const edge = around.getBoundingClientRect();
          [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
        }
        if (around.matches(".panel")) {
          const edge = around.getBoundingClientRect();
          [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
        }
      }
      if (box.left < left - 1 || box.right > right + 1) faults.push(`clipped: ${said}`);
      seen.push({ said, box, text });
    }
  }
  seen.sort((one, other) => one.box.top - other.box.top);
  seen.forEach((one, at) => {
    for (let next = at + 1; next < seen.length && seen[next].box.top < one.box.bottom; next++) {
      const other = seen[next];
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (other.text !== one.text && across > 2 && down > 6 && !sideOf(one, other)) {
        faults.push(`laid over each other: ${one.said} | ${other.said}`);
      }
    }
  });
  // The sidebar stays where it is while the page moves below a narrow window's top.
  function sideOf(one, other) {
    const inSide = (each) => Boolean(each.text.parentElement.closest(".side"));
    return inSide(one) !== inSide(other) && getComputedStyle(document.querySelector(".side")).position === "sticky";
  }
  return [...new Set(faults)];
})()
