/* On a turned screen only: the other tabs of this browser go blank. Nothing is kept. */
(function () {
  "use strict";
  if (window.BroadcastChannel) { new BroadcastChannel("common-ground").postMessage("turned"); }
})();
