/* Small helps on top of pages that work without it: where the focus goes, what is said aloud, and that no typed word is lost.
   It keeps nothing on the device. */
(function () {
  "use strict";

  // htmx writes the address of the page into the browser's storage, whatever its settings say: take it out again.
  function forget() {
    try { window.sessionStorage.removeItem("htmx-current-path-for-history"); } catch (refused) { /* no storage: nothing kept */ }
  }
  forget();
  window.addEventListener("pagehide", forget);
  document.addEventListener("htmx:afterSettle", forget);
  var typed = new Set(); // forms with words that are not saved yet
  var NO_SIGNAL = "Not saved: no signal. Your words are still here. Do not close this page.";
  var LATER = "No signal. Your words are still here, and are handed in once when there is signal again. Do not close this page.";
  var waiting = null; // the box of a discussion that was handed in without signal

  function say(words) {
    var place = document.getElementById("say");
    if (place) { place.textContent = ""; window.setTimeout(function () { place.textContent = words; }, 50); }
  }

  function note(form, words) {
    var place = form && form.querySelector("[data-save-state]");
    if (place) { place.textContent = words; }
    say(words);
  }

  function formOf(event) {
    var place = event.detail.elt;
    return place && place.closest ? place.closest("form") : null;
  }

  function isMeasured(event) { // measured while somebody types: that it failed is nothing that they need to know
    var place = event.detail.elt;
    return place && place.matches && place.matches("textarea[hx-post], input[hx-post]");
  }

  function focusOn(root) {
    var place = root.querySelector ? root.querySelector("[data-focus], .clash__title, [autofocus]") : null;
    if (place) { if (!place.hasAttribute("tabindex")) { place.setAttribute("tabindex", "-1"); } place.focus(); }
    return Boolean(place);
  }

  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (form && form.method === "post" && form.querySelector("[data-save-state]")) {
      typed.add(form);
      if (waiting === form) { waiting = null; } // somebody writes on: they hand in again themselves
      form.querySelector("[data-save-state]").textContent = "Not saved yet";
    }
  });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (typed.has(form) && navigator.onLine === false) { // the browser would leave the page, and the words with it
      event.preventDefault();
      event.stopPropagation();
      if (form.hasAttribute("data-sends")) { waiting = form; }
      note(form, waiting === form ? LATER : NO_SIGNAL);
      return;
    }
    typed.delete(form);
  }, true);
  window.addEventListener("online", function () {
    typed.forEach(function (form) {
      if (document.contains(form) && form !== waiting) { note(form, "There is signal again. Not saved yet"); }
    });
  });
  // The look of a discussion got through: what waits is sent, once, unless other words on the page would be lost with it.
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = waiting;
    if (!form || !event.detail.successful || event.detail.elt.id !== "beat") { return; }
    waiting = null;
    if (document.contains(form) && typed.size === 1) { form.requestSubmit(); } else { note(form, "There is signal again. Not saved yet"); }
  });
  window.addEventListener("beforeunload", function (event) {
    typed.forEach(function (form) { if (document.contains(form)) { event.preventDefault(); } });
  });

  // A discussion looks by itself whether something is new. What is being written is never swapped away, what is unfolded stays
  // so, and only a new step is said aloud.
  function written(root) {
    return Array.prototype.some.call(root.querySelectorAll("textarea, input"), function (field) {
      if (field.type === "hidden") { return false; }
      if (field.type === "radio" || field.type === "checkbox") { return field.checked !== field.defaultChecked; }
      return field.value !== field.defaultValue;
    });
  }
  function isQuiet(place) { return Boolean(place && place.hasAttribute && place.hasAttribute("data-quiet")); }
  var held = false; // the group has moved on while somebody here is writing
  document.addEventListener("htmx:oobBeforeSwap", function (event) {
    var old = event.detail.target;
    if (!isQuiet(old)) { return; }
    if (old.id === "desk" && written(old)) { held = true; event.preventDefault(); return; }
    if (old.id === "desk") { held = false; }
    old.querySelectorAll("details[open] > summary").forEach(function (summary) {
      event.detail.fragment.querySelectorAll("details > summary").forEach(function (fresh) {
        if (fresh.textContent === summary.textContent) { fresh.parentNode.open = true; }
      });
    });
  });
  document.addEventListener("htmx:oobAfterSwap", function (event) {
    var title = document.getElementById("now");
    if (event.detail.target && event.detail.target.id === "desk" && title) { say(title.textContent); }
  });
  document.addEventListener("htmx:afterSettle", function () {
    var link = document.getElementById("whats-new");
    if (held && link) {
      link.textContent = "The group has moved on. Your words are still here; copy them, then show what is new";
      link.classList.add("strong");
    }
  });

  document.addEventListener("htmx:afterSwap", function (event) {
    var target = event.detail.elt || event.target;
    if (isQuiet(target)) { return; }
    if (target.closest && target.closest("[data-quiet]")) { return; } // said when asked for: not at every pause in typing
    if (focusOn(target)) { return; }
    var title = target.querySelector && target.querySelector(".edit__title"); // a form in place of its link: the focus would be lost
    if (title) { title.setAttribute("tabindex", "-1"); title.focus({ preventScroll: true }); } else { say("The page has changed."); }
  });
  document.addEventListener("htmx:sendError", function (event) {
    if (isMeasured(event)) { return; }
    var form = formOf(event);
    if (isQuiet(event.detail.elt)) {
      var place = event.detail.elt.querySelector("span");
      if (place) { place.textContent = "No signal. This page looks again by itself; do not close it while you write."; }
      return;
    }
    if (form) { typed.add(form); }
    note(form, form ? NO_SIGNAL : "No signal. Try again in a moment.");
  });
  document.addEventListener("htmx:responseError", function (event) {
    if (isMeasured(event)) { return; }
    var status = event.detail.xhr.status;
    var form = formOf(event);
    if (isQuiet(event.detail.elt)) {
      if (status === 404) {
        event.detail.elt.textContent = "Your seat in this discussion has ended.";
        event.detail.elt.removeAttribute("hx-get");
        window.htmx.process(event.detail.elt);
      }
      return;
    }
    if (form) { typed.add(form); }
    if (status === 401) {
      note(form, "Not saved: you are signed out. Your words are still here: copy them, sign in, open this page anew and put them back.");
    } else if (status === 400) { // its token is older than the session
      note(form, "Not saved: this page is older than your sign-in. Your words are still here: copy them, open the page anew, put them back.");
    } else if (status === 403) {
      note(form, "You can read this, not change it. Ask the lead practitioner. Your words are still here.");
    } else {
      note(form, "Not saved: something went wrong on our side. Your words are still here. Try again in a moment.");
    }
  });

  // A guide that somebody opens or shuts stays so for them; the server keeps it. Browsers tell of those open from the start too.
  document.addEventListener("toggle", function (event) {
    var guide = event.target, token = document.querySelector("input[name=csrf_token]");
    var now = guide.open ? "y" : "";
    if (!token || !guide.dataset.guide || guide.dataset.kept === now) { return; }
    guide.dataset.kept = now;
    fetch(guide.dataset.guide, { method: "POST", credentials: "same-origin", keepalive: true,
      body: new URLSearchParams({ csrf_token: token.value, open: now }) }).catch(function () { /* it opens by hand */ });
  }, true);

  // What is settled is folded on a phone and open where there is room. An address that names a folded line opens the fold.
  var wide = window.matchMedia("(min-width: 60em)");
  function unfold() {
    if (!wide.matches) { return; }
    document.querySelectorAll("details.settled").forEach(function (one) { one.open = true; one.dataset.wide = ""; });
  }
  function openTo() {
    var place = document.getElementById(window.location.hash.slice(1)), fold = place && place.closest("details");
    if (!fold || fold.open) { return; }
    for (; fold; fold = fold.parentElement.closest("details")) { fold.open = true; }
    place.scrollIntoView();
  }
  wide.addEventListener("change", unfold);
  window.addEventListener("hashchange", openTo);
  unfold();
  openTo();

  // The screen was turned towards somebody in another tab: this one goes blank, its name too, until a page of the worker's opens.
  if (window.BroadcastChannel) {
    var others = new BroadcastChannel("common-ground"), titled = document.title;
    others.onmessage = function (event) {
      document.documentElement.hidden = event.data === "turned";
      document.title = event.data === "turned" ? "Common Ground" : titled;
    };
    others.postMessage("mine");
  }

  focusOn(document);
}());
