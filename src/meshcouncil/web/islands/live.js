// What every page loads: the socket, live fragments, forms in place, drafts, and the small elements.

import "./live/clock.js";
import "./live/copy.js";
import "./live/fold.js";
import "./live/seating.js";
import "./live/tabs.js";
import "./live/theme.js";
import { watchBoundForms } from "./live/bound.js";
import { watchDrafts } from "./live/drafts.js";
import { watchForms } from "./live/forms.js";
import { watchFragments } from "./live/fragments.js";
import { watchLibrary } from "./live/library.js";
import { watchPolicies } from "./live/policy_form.js";
import { watchConnection } from "./live/surface.js";
import { wire } from "./live/wire.js";

watchForms();
watchBoundForms();
watchDrafts();
watchPolicies();
watchLibrary();
watchFragments(wire);
watchConnection(wire);
if (document.querySelector("[data-fragment], mesh-pad")) wire.start();
