#include "CPageResources.h"

// The files are joined in this order, which Sources/Page/Resources/order has too.

static const unsigned char styles[] = {
#embed "../Page/Resources/style/colours.css"
    , '\n',
#embed "../Page/Resources/style/page.css"
    , '\n',
#embed "../Page/Resources/style/timeline.css"
    , '\n',
#embed "../Page/Resources/style/parts.css"
    , '\n',
#embed "../Page/Resources/style/tables.css"
    , '\n',
#embed "../Page/Resources/style/print.css"
};

static const unsigned char scripts[] = {
#embed "../Page/Resources/base/words.js"
    , '\n',
#embed "../Page/Resources/base/time.js"
    , '\n',
#embed "../Page/Resources/base/columns.js"
    , '\n',
#embed "../Page/Resources/base/search.js"
    , '\n',
#embed "../Page/Resources/base/run.js"
    , '\n',
#embed "../Page/Resources/base/view.js"
    , '\n',
#embed "../Page/Resources/base/elements.js"
    , '\n',
#embed "../Page/Resources/base/settings.js"
    , '\n',
#embed "../Page/Resources/base/keys.js"
    , '\n',
#embed "../Page/Resources/base/idle.js"
    , '\n',
#embed "../Page/Resources/base/address.js"
    , '\n',
#embed "../Page/Resources/timeline/axis.js"
    , '\n',
#embed "../Page/Resources/timeline/pyramid.js"
    , '\n',
#embed "../Page/Resources/timeline/tracks.js"
    , '\n',
#embed "../Page/Resources/timeline/colours.js"
    , '\n',
#embed "../Page/Resources/timeline/paintrows.js"
    , '\n',
#embed "../Page/Resources/timeline/paintframe.js"
    , '\n',
#embed "../Page/Resources/timeline/paintover.js"
    , '\n',
#embed "../Page/Resources/timeline/timeline.js"
    , '\n',
#embed "../Page/Resources/timeline/pointing.js"
    , '\n',
#embed "../Page/Resources/timeline/player.js"
    , '\n',
#embed "../Page/Resources/timeline/filters.js"
    , '\n',
#embed "../Page/Resources/timeline/spine.js"
    , '\n',
#embed "../Page/Resources/instant/virtual.js"
    , '\n',
#embed "../Page/Resources/instant/program.js"
    , '\n',
#embed "../Page/Resources/instant/diagram.js"
    , '\n',
#embed "../Page/Resources/instant/now.js"
    , '\n',
#embed "../Page/Resources/instant/inspector.js"
    , '\n',
#embed "../Page/Resources/instant/variables.js"
    , '\n',
#embed "../Page/Resources/instant/events.js"
    , '\n',
#embed "../Page/Resources/instant/announce.js"
    , '\n',
#embed "../Page/Resources/instant/instant.js"
    , '\n',
#embed "../Page/Resources/whole/story.js"
    , '\n',
#embed "../Page/Resources/whole/calls.js"
    , '\n',
#embed "../Page/Resources/whole/variants.js"
    , '\n',
#embed "../Page/Resources/whole/sweep.js"
    , '\n',
#embed "../Page/Resources/base/start.js"
};

static const unsigned char words[] = {
#embed "../Page/Resources/words.json"
};

struct PageResource page_styles(void) {
  return (struct PageResource){styles, sizeof styles};
}

struct PageResource page_scripts(void) {
  return (struct PageResource){scripts, sizeof scripts};
}

struct PageResource page_words(void) {
  return (struct PageResource){words, sizeof words};
}
