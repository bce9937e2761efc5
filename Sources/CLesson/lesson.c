#include "CLesson.h"

// The chapters, in the order in which Sources/Meanwhile.docc/Lesson/Lesson.md lists them.

static const unsigned char chapter_OneComponent[] = {
#embed "../Meanwhile.docc/Lesson/OneComponent.md"
};
static const unsigned char chapter_SeveralComponents[] = {
#embed "../Meanwhile.docc/Lesson/SeveralComponents.md"
};
static const unsigned char chapter_SharedVariables[] = {
#embed "../Meanwhile.docc/Lesson/SharedVariables.md"
};
static const unsigned char chapter_Streams[] = {
#embed "../Meanwhile.docc/Lesson/Streams.md"
};
static const unsigned char chapter_Machines[] = {
#embed "../Meanwhile.docc/Lesson/Machines.md"
};
static const unsigned char chapter_CriticalPath[] = {
#embed "../Meanwhile.docc/Lesson/CriticalPath.md"
};
static const unsigned char chapter_WorkAndSpan[] = {
#embed "../Meanwhile.docc/Lesson/WorkAndSpan.md"
};
static const unsigned char chapter_Anomalies[] = {
#embed "../Meanwhile.docc/Lesson/Anomalies.md"
};
static const unsigned char chapter_Replays[] = {
#embed "../Meanwhile.docc/Lesson/Replays.md"
};
static const unsigned char chapter_RealTraces[] = {
#embed "../Meanwhile.docc/Lesson/RealTraces.md"
};

static const struct LessonFile chapters[] = {
    {"OneComponent", chapter_OneComponent, sizeof chapter_OneComponent},
    {"SeveralComponents", chapter_SeveralComponents, sizeof chapter_SeveralComponents},
    {"SharedVariables", chapter_SharedVariables, sizeof chapter_SharedVariables},
    {"Streams", chapter_Streams, sizeof chapter_Streams},
    {"Machines", chapter_Machines, sizeof chapter_Machines},
    {"CriticalPath", chapter_CriticalPath, sizeof chapter_CriticalPath},
    {"WorkAndSpan", chapter_WorkAndSpan, sizeof chapter_WorkAndSpan},
    {"Anomalies", chapter_Anomalies, sizeof chapter_Anomalies},
    {"Replays", chapter_Replays, sizeof chapter_Replays},
    {"RealTraces", chapter_RealTraces, sizeof chapter_RealTraces},
};

// What they are about, by name.

static const unsigned char trace_backpressure_yaml[] = {
#embed "../../traces/backpressure.yaml"
};
static const unsigned char trace_build_j1_ninja_log[] = {
#embed "../../traces/build.j1.ninja_log"
};
static const unsigned char trace_build_j2_ninja_log[] = {
#embed "../../traces/build.j2.ninja_log"
};
static const unsigned char trace_build_ninja[] = {
#embed "../../traces/build.ninja"
};
static const unsigned char trace_dag_of_models_yaml[] = {
#embed "../../traces/dag_of_models.yaml"
};
static const unsigned char trace_dashboard_yaml[] = {
#embed "../../traces/dashboard.yaml"
};
static const unsigned char trace_drive_yaml[] = {
#embed "../../traces/drive.yaml"
};
static const unsigned char trace_file_server_yaml[] = {
#embed "../../traces/file_server.yaml"
};
static const unsigned char trace_hidden_race_yaml[] = {
#embed "../../traces/hidden_race.yaml"
};
static const unsigned char trace_lesson_amdahl_yaml[] = {
#embed "../../traces/lesson_amdahl.yaml"
};
static const unsigned char trace_lesson_anomaly_yaml[] = {
#embed "../../traces/lesson_anomaly.yaml"
};
static const unsigned char trace_live_dashboard_yaml[] = {
#embed "../../traces/live_dashboard.yaml"
};
static const unsigned char trace_load_then_train_json[] = {
#embed "../../traces/load_then_train.json"
};
static const unsigned char trace_load_while_training_json[] = {
#embed "../../traces/load_while_training.json"
};
static const unsigned char trace_mm1_yaml[] = {
#embed "../../traces/mm1.yaml"
};
static const unsigned char trace_model_server_yaml[] = {
#embed "../../traces/model_server.yaml"
};
static const unsigned char trace_random_durations_yaml[] = {
#embed "../../traces/random_durations.yaml"
};
static const unsigned char trace_shared_machine_yaml[] = {
#embed "../../traces/shared_machine.yaml"
};
static const unsigned char trace_starved_sibling_yaml[] = {
#embed "../../traces/starved_sibling.yaml"
};
static const unsigned char trace_stream_while_training_yaml[] = {
#embed "../../traces/stream_while_training.yaml"
};
static const unsigned char trace_task_graph_yaml[] = {
#embed "../../traces/task_graph.yaml"
};
static const unsigned char trace_toy_app_yaml[] = {
#embed "../../traces/toy_app.yaml"
};
static const unsigned char trace_toy_blocking_first_yaml[] = {
#embed "../../traces/toy_blocking_first.yaml"
};
static const unsigned char trace_toy_parallel_yaml[] = {
#embed "../../traces/toy_parallel.yaml"
};
static const unsigned char trace_toy_two_parallel_yaml[] = {
#embed "../../traces/toy_two_parallel.yaml"
};
static const unsigned char trace_toy_two_parallel_not_started_yaml[] = {
#embed "../../traces/toy_two_parallel_not_started.yaml"
};

static const struct LessonFile traces[] = {
    {"backpressure.yaml", trace_backpressure_yaml, sizeof trace_backpressure_yaml},
    {"build.j1.ninja_log", trace_build_j1_ninja_log, sizeof trace_build_j1_ninja_log},
    {"build.j2.ninja_log", trace_build_j2_ninja_log, sizeof trace_build_j2_ninja_log},
    {"build.ninja", trace_build_ninja, sizeof trace_build_ninja},
    {"dag_of_models.yaml", trace_dag_of_models_yaml, sizeof trace_dag_of_models_yaml},
    {"dashboard.yaml", trace_dashboard_yaml, sizeof trace_dashboard_yaml},
    {"drive.yaml", trace_drive_yaml, sizeof trace_drive_yaml},
    {"file_server.yaml", trace_file_server_yaml, sizeof trace_file_server_yaml},
    {"hidden_race.yaml", trace_hidden_race_yaml, sizeof trace_hidden_race_yaml},
    {"lesson_amdahl.yaml", trace_lesson_amdahl_yaml, sizeof trace_lesson_amdahl_yaml},
    {"lesson_anomaly.yaml", trace_lesson_anomaly_yaml, sizeof trace_lesson_anomaly_yaml},
    {"live_dashboard.yaml", trace_live_dashboard_yaml, sizeof trace_live_dashboard_yaml},
    {"load_then_train.json", trace_load_then_train_json, sizeof trace_load_then_train_json},
    {"load_while_training.json", trace_load_while_training_json, sizeof trace_load_while_training_json},
    {"mm1.yaml", trace_mm1_yaml, sizeof trace_mm1_yaml},
    {"model_server.yaml", trace_model_server_yaml, sizeof trace_model_server_yaml},
    {"random_durations.yaml", trace_random_durations_yaml, sizeof trace_random_durations_yaml},
    {"shared_machine.yaml", trace_shared_machine_yaml, sizeof trace_shared_machine_yaml},
    {"starved_sibling.yaml", trace_starved_sibling_yaml, sizeof trace_starved_sibling_yaml},
    {"stream_while_training.yaml", trace_stream_while_training_yaml, sizeof trace_stream_while_training_yaml},
    {"task_graph.yaml", trace_task_graph_yaml, sizeof trace_task_graph_yaml},
    {"toy_app.yaml", trace_toy_app_yaml, sizeof trace_toy_app_yaml},
    {"toy_blocking_first.yaml", trace_toy_blocking_first_yaml, sizeof trace_toy_blocking_first_yaml},
    {"toy_parallel.yaml", trace_toy_parallel_yaml, sizeof trace_toy_parallel_yaml},
    {"toy_two_parallel.yaml", trace_toy_two_parallel_yaml, sizeof trace_toy_two_parallel_yaml},
    {"toy_two_parallel_not_started.yaml", trace_toy_two_parallel_not_started_yaml, sizeof trace_toy_two_parallel_not_started_yaml},
};

size_t lesson_chapter_count(void) { return sizeof chapters / sizeof chapters[0]; }

struct LessonFile lesson_chapter(size_t place) { return chapters[place]; }

size_t lesson_trace_count(void) { return sizeof traces / sizeof traces[0]; }

struct LessonFile lesson_trace(size_t place) { return traces[place]; }
