// Adds a page's code once its first screen is painted: to compile it first would hold up text that is there already.
(() => {
  const start = () => document.head.append(document.getElementById("code").content);
  // No frame is drawn of a page that nobody sees.
  if (document.hidden) return start();
  requestAnimationFrame(() => {
    // A message is handled after the frame, a callback of the frame before it is painted.
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = start;
    port2.postMessage(null);
  });
})();
