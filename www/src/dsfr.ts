/**
 * The parts of the DSFR that this page uses, and nothing more of it.
 *
 * In: the npm package `@gouvfr/dsfr`. Out: its styles, fonts, icons and behaviours, through the bundler.
 * Never: a restyling of a component (what is ours stands in styles.css).
 *
 * The DSFR's terms keep its use to the State's own services; the pages of this demo are an example for them.
 */
import "./dsfr-settings.ts";
import "@gouvfr/dsfr/dist/core/core.main.min.css";
import "@gouvfr/dsfr/dist/scheme/scheme.min.css";
import "@gouvfr/dsfr/dist/component/link/link.main.min.css";
import "@gouvfr/dsfr/dist/component/button/button.main.min.css";
import "@gouvfr/dsfr/dist/component/accordion/accordion.main.min.css";
import "@gouvfr/dsfr/dist/component/alert/alert.main.min.css";
import "@gouvfr/dsfr/dist/component/badge/badge.main.min.css";
import "@gouvfr/dsfr/dist/component/connect/connect.main.min.css";
import "@gouvfr/dsfr/dist/component/footer/footer.main.min.css";
import "@gouvfr/dsfr/dist/component/logo/logo.main.min.css";
import "@gouvfr/dsfr/dist/component/navigation/navigation.main.min.css";
import "@gouvfr/dsfr/dist/component/notice/notice.main.min.css";
import "@gouvfr/dsfr/dist/component/skiplink/skiplink.main.min.css";
import "@gouvfr/dsfr/dist/component/translate/translate.main.min.css";
import "@gouvfr/dsfr/dist/component/header/header.main.min.css";

// The core comes first: the others register themselves with it. It watches the document, and so finds
// the components of every view that is rendered later.
import "@gouvfr/dsfr/dist/core/core.module.min.js";
import "@gouvfr/dsfr/dist/scheme/scheme.module.min.js";
import "@gouvfr/dsfr/dist/component/accordion/accordion.module.min.js";
import "@gouvfr/dsfr/dist/component/navigation/navigation.module.min.js";

import favicon from "@gouvfr/dsfr/dist/favicon/favicon.svg";

const icon = document.createElement("link");
icon.rel = "icon";
icon.type = "image/svg+xml";
icon.href = favicon;
document.head.append(icon);
