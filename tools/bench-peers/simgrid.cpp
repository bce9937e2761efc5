// The task graph of the benchmark, run by SimGrid: usage `simgrid GRAPH WORKERS actors|activities [RUNS]`.
//
// Each line of GRAPH is a task: its seconds, then the numbers of the tasks it needs, from 0. Tasks
// start first in, first out: by the time they became ready, then by number. Prints the makespan and
// the processor time of the simulation, both in seconds; reading the graph does not count.
//
// With RUNS, actors run it so often, each time with other times: exponential, with the seconds of the graph as their
// means. Then the mean of the makespans is printed, and the processor time of all runs.
//
// Two ways of saying it in S4U. `activities` hands SimGrid the whole graph, as its own examples of
// workflows do. `actors` keeps graph and queue outside, in the few lines below, and lets one actor
// for each worker execute one task after the other: less of SimGrid, and much faster.
#include <simgrid/s4u.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <functional>
#include <queue>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace s4u = simgrid::s4u;

namespace {

std::vector<double> seconds;
std::vector<unsigned> missing;                   // how many needs of a task have not ended
std::vector<std::vector<unsigned>> dependents;

using Ready = std::pair<double, unsigned>;       // since when, and which task
std::priority_queue<Ready, std::vector<Ready>, std::greater<Ready>> ready;

void read_graph(const char* path) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    double takes = 0;
    words >> takes;
    seconds.push_back(takes);
    missing.push_back(0);
    dependents.emplace_back();
    for (unsigned need = 0; words >> need;) {
      dependents[need].push_back(seconds.size() - 1);
      missing.back()++;
    }
  }
}

unsigned take_ready() {
  const unsigned task = ready.top().second;
  ready.pop();
  return task;
}

// --- actors ---

size_t ended = 0;
size_t idle = 0;                                 // workers that wait for `wake`
s4u::SemaphorePtr wake;

void work() {
  while (ended < seconds.size()) {
    if (ready.empty()) {
      idle++;
      wake->acquire();
      continue;
    }
    const unsigned task = take_ready();
    s4u::this_actor::execute(seconds[task]);
    ended++;
    for (const unsigned dependent : dependents[task])
      if (--missing[dependent] == 0) ready.push({s4u::Engine::get_clock(), dependent});
    // All that ends at this instant ends before anything starts.
    s4u::this_actor::yield();
    const size_t wanted = ended == seconds.size() ? idle : std::min(idle, ready.size());
    idle -= wanted;
    for (size_t woken = 0; woken < wanted; woken++) wake->release();
  }
}

std::vector<s4u::ActorPtr> start_actors(const std::vector<s4u::Host*>& workers) {
  wake = s4u::Semaphore::create(0);
  for (unsigned task = 0; task < seconds.size(); task++)
    if (missing[task] == 0) ready.push({s4u::Engine::get_clock(), task});
  std::vector<s4u::ActorPtr> actors;
  for (auto* worker : workers) actors.push_back(s4u::Actor::create("worker", worker, work));
  return actors;
}

void run_actors(const std::vector<s4u::Host*>& workers) {
  start_actors(workers);
  s4u::Engine::get_instance()->run();
}

// An actor of its own starts the workers of one run after those of the run before have ended.
void run_actors(const std::vector<s4u::Host*>& workers, int runs) {
  const auto means = seconds;
  const auto needs = missing;
  s4u::Actor::create("runs", workers[0], [&] {
    std::mt19937_64 random(1);
    for (int run = 0; run < runs; run++) {
      for (unsigned task = 0; task < seconds.size(); task++)
        seconds[task] = std::exponential_distribution<>(1 / means[task])(random);
      missing = needs;
      ended = idle = 0;
      for (const auto& actor : start_actors(workers)) actor->join();
    }
  });
  s4u::Engine::get_instance()->run();
}

// --- activities ---

void run_activities(std::vector<s4u::Host*> workers) {
  std::vector<s4u::ExecPtr> activities;
  for (unsigned task = 0; task < seconds.size(); task++) {
    activities.push_back(s4u::Exec::init());
    activities[task]->set_name(std::to_string(task))->set_flops_amount(seconds[task]);
  }
  for (unsigned task = 0; task < seconds.size(); task++)
    for (const unsigned dependent : dependents[task])
      activities[task]->add_successor(activities[dependent]);
  std::vector<bool> was_ready(seconds.size());
  // An activity that needs nothing any more asks for a worker by being vetoed.
  s4u::Activity::on_veto_cb([&](s4u::Activity& activity) {
    const unsigned task = std::atoi(activity.get_cname());
    if (!activity.dependencies_solved() || was_ready[task]) return;
    was_ready[task] = true;
    ready.push({s4u::Engine::get_clock(), task});
    if (workers.empty()) return;
    auto* worker = workers.back();
    workers.pop_back();
    activities[take_ready()]->set_host(worker);
  });
  s4u::Activity::on_completion_cb([&](const s4u::Activity& activity) {
    auto* worker = static_cast<const s4u::Exec&>(activity).get_host();
    if (ready.empty())
      workers.push_back(worker);
    else
      activities[take_ready()]->set_host(worker);
  });
  for (const auto& activity : activities) activity->vetoable_start();
  s4u::Engine::get_instance()->run();
}

}  // namespace

int main(int argc, char** argv) {
  s4u::Engine engine(&argc, argv);
  if (argc != 4 && argc != 5) {
    std::fprintf(stderr, "usage: %s GRAPH WORKERS actors|activities [RUNS]\n", argv[0]);
    return 64;
  }
  read_graph(argv[1]);
  // One flop a second: a task of so many flops takes so many seconds.
  auto* zone = s4u::create_full_zone("zone");
  std::vector<s4u::Host*> workers;
  for (int worker = 0; worker < std::atoi(argv[2]); worker++)
    workers.push_back(zone->create_host("worker-" + std::to_string(worker), 1.0)->seal());
  zone->seal();
  const std::clock_t start = std::clock();
  const int runs = argc == 5 ? std::atoi(argv[4]) : 1;
  if (argc == 5)
    run_actors(workers, runs);
  else if (std::strcmp(argv[3], "actors") == 0)
    run_actors(workers);
  else
    run_activities(workers);
  const double taken = double(std::clock() - start) / CLOCKS_PER_SEC;
  std::printf("%.9f %.9f\n", s4u::Engine::get_clock() / runs, taken);
}
